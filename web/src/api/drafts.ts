// What is being written, as the server keeps it.
export interface DraftBody {
  mode: 'reply' | 'comment';
  text: string;
  /** The same with marks, where it has any. */
  html?: string | null;
  files: { id: number; name: string; media_type: string; size: number }[];
}
export interface KeptDraft extends DraftBody {
  writer: string;
  at: string | null;
  replaced: DraftBody | null;
}
