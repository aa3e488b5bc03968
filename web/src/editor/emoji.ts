// The few that a desk writes, by what people call them in either language.
const TABLE: [sign: string, names: string][] = [
  ['🙂', 'smile glimlach'], ['😀', 'grin lach'], ['😉', 'wink knipoog'], ['😅', 'sweat phew pfoe'], ['😂', 'joy laugh tranen'], ['😍', 'love verliefd'],
  ['🤔', 'think denk'], ['😕', 'confused verward'], ['😢', 'sad verdrietig'], ['😡', 'angry boos'], ['😎', 'cool zonnebril'], ['🙈', 'oops oeps'],
  ['👍', 'thumbsup yes duim ok'], ['👎', 'thumbsdown no omlaag'], ['👏', 'clap applaus'], ['🙏', 'thanks please dank bedankt'], ['👋', 'wave hello hallo zwaai'], ['🤝', 'handshake deal'],
  ['💪', 'strong sterk'], ['🤞', 'luck duimen geluk'], ['❤️', 'heart hart'], ['🎉', 'party tada feest'], ['🎁', 'gift cadeau'], ['🎂', 'birthday taart jarig'],
  ['✅', 'check done klaar'], ['❌', 'cross wrong fout'], ['⚠️', 'warning let-op'], ['❓', 'question vraag'], ['❗', 'important belangrijk'], ['💡', 'idea idee lamp'],
  ['🔥', 'fire vuur'], ['⭐', 'star ster'], ['🚀', 'rocket raket'], ['🐛', 'bug fout'], ['🔧', 'wrench fix sleutel'], ['🔒', 'lock slot'],
  ['📎', 'clip bijlage'], ['📞', 'phone telefoon'], ['📧', 'mail post'], ['📦', 'package pakket'], ['🚚', 'delivery bezorging'], ['💶', 'euro money geld'],
  ['📅', 'calendar agenda'], ['⏰', 'clock wekker'], ['⏳', 'wait wachten'], ['☕', 'coffee koffie'], ['🍪', 'cookie koekje'], ['👀', 'eyes look ogen kijk'],
];

export interface Emoji {
  sign: string;
  name: string;
}
/** Those one of whose names begins like this, the shortest name first. */
export function emoji(query: string): Emoji[] {
  const q = query.toLowerCase();
  const found = TABLE.flatMap(([sign, names]) => {
    const name = names.split(' ').find((one) => one.startsWith(q));
    return name ? [{ sign, name }] : [];
  });
  return found.sort((a, b) => a.name.length - b.name.length);
}
