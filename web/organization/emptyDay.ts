import { z } from 'zod'

/** What the browser's calendar gives for a day that was taken away again. */
export const emptyDay = z.literal('')
