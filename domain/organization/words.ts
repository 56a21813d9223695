import { z } from 'zod'

/** Entered words of one line: trimmed, in one Unicode form, without control characters and invisible ones. */
export const words = (least: number, most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u)

/** A name in both languages, of a division or an outside body. */
export const nameText = z.strictObject({ zh: words(1, 60), en: words(1, 120) })
