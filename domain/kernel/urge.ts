import { z } from 'zod'
import { instant } from './endpoint.ts'

/** How often whoever is awaited was urged, and when last. */
export const urged = { urges: z.int(), urgedAt: instant.nullable() }
