/** Letters and digits that are not taken for one another on paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Sixteen of them in groups of four, drawn by the browser's own source of chance: about 79 bits. */
export function newStartPassword(): string {
  const drawn: string[] = []
  while (drawn.length < 16) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    // Only whole multiples of the letters, so that each is as likely as any other.
    const letter = byte < letters.length * 8 ? letters[byte % letters.length] : undefined
    if (letter) drawn.push(letter)
  }
  return [0, 4, 8, 12].map((start) => drawn.slice(start, start + 4).join('')).join('-')
}
