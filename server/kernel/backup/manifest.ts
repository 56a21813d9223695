import { z } from 'zod'

const digest = z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** The last part of a backup: what the others have to be. */
export const Manifest = z.strictObject({
  format: z.literal('jiheng-backup-1'),
  madeAt: z.iso.datetime(),
  /** Migrations the tables had gone through; a restore goes through the same ones first. */
  migrations: z.array(z.strictObject({ number: z.int().min(1), name: z.string(), digest: z.string() })),
  tables: z.record(z.string(), digest),
  sequences: z.record(z.string(), z.strictObject({ value: z.string(), isCalled: z.boolean() })),
  /** By path below the files folder; a path that leads out of it is no path. */
  files: z.record(z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/), digest),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestName = 'manifest.json'

/** `tables/duty/1`, `files/ab/abcdef…/1`: whose part it is. */
export const ownerOf = (partName: string): string => partName.slice(0, partName.lastIndexOf('/'))
