-- The same index in words that SQLite knows again when it sorts: it did read all of them and sort.
DROP INDEX search_word_often;
CREATE INDEX search_word_use ON search_word (substr(word, 1, 2), (CASE WHEN n < 3 THEN 0 WHEN n < 10 THEN 1 WHEN n < 30 THEN 2
    WHEN n < 100 THEN 3 WHEN n < 300 THEN 4 WHEN n < 1000 THEN 5 WHEN n < 3000 THEN 6 WHEN n < 10000 THEN 7
    WHEN n < 30000 THEN 8 WHEN n < 100000 THEN 9 ELSE 10 END) DESC, word);
