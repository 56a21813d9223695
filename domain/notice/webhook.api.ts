import { z } from 'zod'
import { addressFault } from '#domain/collection/feedSource.ts'
import { byId, endpoint, id, instant, pageOf, paging, text, version, versionOnly } from '#domain/kernel/endpoint.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { keepsPeople } from '#domain/organization/organization.ts'
import { deliveryStateNames } from './webhook.ts'

const access = [keepsPeople]

/** Http or https, without user, password or fragment. */
const address = z
  .string()
  .trim()
  .max(500)
  .superRefine((words, context) => {
    const fault = addressFault(words)
    if (fault) context.addIssue({ code: 'custom', message: inBoth(fault) })
  })

/** The office's one webhook; `version` 0: none was set up. The secret is in no reply but that of the act that makes it. */
export const Webhook = z.strictObject({
  address: z.string().nullable(),
  isOn: z.boolean(),
  /** Whether its host is among those that may be reached. */
  isAllowed: z.boolean(),
  secretMadeAt: instant.nullable(),
  secret: z.string().nullable(),
  queued: z.int().min(0),
  failed: z.int().min(0),
  version: z.int().min(0),
})
export type Webhook = z.infer<typeof Webhook>

export const readWebhook = endpoint({
  method: 'GET',
  path: '/api/webhook',
  summary: { zh: '消息推送', en: 'Webhook' },
  access,
  reply: Webhook,
})

/** The first time it makes the secret too. 422 where the host is not allowed. */
export const saveWebhook = endpoint({
  method: 'PUT',
  path: '/api/webhook',
  summary: { zh: '保存推送设置', en: 'Save the webhook' },
  basis: 'notice.webhook',
  access,
  body: z.strictObject({ address, isOn: z.boolean(), version: z.int().min(0) }),
  reply: Webhook,
})

/** The one before stops being used at once. */
export const renewWebhookSecret = endpoint({
  method: 'POST',
  path: '/api/webhook/secret',
  summary: { zh: '更换密钥', en: 'Renew the secret' },
  basis: 'notice.webhook',
  access,
  body: versionOnly,
  reply: Webhook,
})

export const testWebhook = endpoint({
  method: 'POST',
  path: '/api/webhook/test',
  summary: { zh: '发测试消息', en: 'Send a test message' },
  basis: 'notice.webhook',
  access,
  body: versionOnly,
  reply: Webhook,
})

/** One message: how far it came. What it says is business and is not here. */
const Delivery = z.strictObject({
  id,
  isTest: z.boolean(),
  state: z.enum(deliveryStateNames),
  queuedAt: instant,
  nextTryAt: instant.nullable(),
  /** The tries, the latest first; `status` null: nothing was answered. */
  attempts: z.array(z.strictObject({ at: instant, status: z.int().nullable(), fault: text.nullable() })),
  version,
})
export type Delivery = z.infer<typeof Delivery>

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/webhook/deliveries',
  summary: { zh: '推送记录', en: 'Deliveries' },
  access,
  query: z.strictObject({ state: z.enum(deliveryStateNames).optional(), ...paging }),
  reply: pageOf(Delivery),
})

export const resendDelivery = endpoint({
  method: 'POST',
  path: '/api/webhook/deliveries/:id/resend',
  summary: { zh: '重新推送', en: 'Send again' },
  basis: 'notice.resend',
  access,
  params: byId,
  body: versionOnly,
  reply: Delivery,
})
