import type { Text } from '#domain/kernel/text.ts'

/** A fault that whoever operates the system can mend: told as a sentence in both languages, without a stack trace. */
export class Problem extends Error {
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(`${text.zh}\n${text.en}`, options)
    this.name = 'Problem'
    this.text = text
  }
}
