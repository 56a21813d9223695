import type { Text } from '#domain/kernel/text.ts'

/** A file that is not taken, with the sentence for the person who sent it. Thrown inside this folder only. */
export class FileRefused extends Error {
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

export type Refused = { readonly ok: false; readonly message: Text }
export type Outcome<Content> = ({ readonly ok: true } & Content) | Refused

/** Turns a refusal thrown while reading into a result; anything else stays an error, because it is a bug. */
export async function outcomeOf<Content extends object>(read: () => Promise<Content>): Promise<Outcome<Content>> {
  // The failure expected here is a file of the wrong kind, damaged, or built to do harm.
  try {
    return { ok: true, ...(await read()) }
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, message: error.text }
    throw error
  }
}

export function refuse(zh: string, en: string): never {
  throw new FileRefused({ zh, en })
}
