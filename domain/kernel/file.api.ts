import { z } from 'zod'
import { businessPosts } from './actor.ts'
import { endpoint, id } from './endpoint.ts'
import { hasPost } from './lifecycle.ts'
import type { Text } from './text.ts'

export const StoredFile = z.strictObject({
  id,
  name: z.string(),
  type: z.string(),
  size: z.int().min(0),
  digest: z.string(),
})
export type StoredFile = z.infer<typeof StoredFile>

/** The most that one file may have, in MiB, and what is said of more. */
export const uploadMegabytes = 30
export const fileTooLarge: Text = {
  zh: `文件超过${uploadMegabytes} MB，没有接收。`,
  en: `The file is larger than ${uploadMegabytes} MB and was not taken.`,
}

/**
 * One file as multipart form data, field `file`. It belongs to nobody but its uploader until a command claims it for a
 * record, and is removed after 24 hours if none does. Its type is decided by its content.
 */
export const uploadFile = endpoint({
  method: 'POST',
  path: '/api/files',
  summary: { zh: '上传附件', en: 'Upload a file' },
  access: [hasPost<unknown>([...businessPosts, 'systemAdmin', 'securityAdmin'])],
  reply: StoredFile,
})
