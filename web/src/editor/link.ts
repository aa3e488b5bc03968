/** Whether an address may stand behind a link. */
export const linkable = (href: string): boolean => /^(https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d)/i.test(href);

/** An address as somebody types it, made whole; null when it is none. */
export function whole(typed: string): string | null {
  const text = typed.trim();
  if (/\s/.test(text)) return null;
  if (linkable(text)) return text;
  if (/^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+([/?#:]\S*)?$/.test(text) ? `https://${text}` : null;
}
