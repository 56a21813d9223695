import { z } from 'zod'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { id, text } from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { aspectNames } from './check.ts'

export const Named = z.strictObject({ id, name: text })
export const Person = z.strictObject({ id, name: z.string() })
export const ItemOf = z.strictObject({ id, code: z.string(), title: z.string() })
export const AttachedFile = StoredFile.pick({ id: true, name: true, size: true })
export type AttachedFile = z.infer<typeof AttachedFile>
export const title = z.string().trim().min(2).max(100)
export const words = z.string().trim().min(2).max(2000)
export const shortWords = z.string().trim().min(1).max(200)
export const fileIds = z.array(id).max(10).default([])
export const aspect = z.enum(aspectNames)
export const language = z.enum(['zh', 'en'])
export const byIdAndFile = z.strictObject({ id, fileId: id })
export const byOffice = [hasPost<unknown>(performanceOffice)]
export const byJudges = [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])]
export const byHeads = [hasPost<unknown>(['division.head'])]
