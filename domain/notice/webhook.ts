import type { Rule, States, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepsPeople } from '#domain/organization/organization.ts'
import { type NoticeFacts, sentenceOutside } from './notice.ts'
import { type NoticeKind, noticeKind } from './noticeKind.ts'

/** Where one message to the office's bridge stands. */
export const deliveryStates = {
  queued: { zh: '待送', en: 'Queued' },
  delivered: { zh: '已送达', en: 'Delivered' },
  failed: { zh: '未送达', en: 'Not delivered' },
} as const satisfies States<string>
export type DeliveryState = keyof typeof deliveryStates
export const deliveryStateNames = Object.keys(deliveryStates) as [DeliveryState, ...DeliveryState[]]

export type DeliveryFacts = { readonly state: DeliveryState; readonly isOn: boolean }

const isOn: Rule<Pick<DeliveryFacts, 'isOn'>> = {
  code: 'webhook_off',
  message: () => ({ zh: '推送已停用，请先启用。', en: 'The webhook is off: turn it on first.' }),
  holds: (facts) => facts.isOn,
}

/** What a test message asks. */
export const testRules: readonly Rule<Pick<DeliveryFacts, 'isOn'>>[] = [isOn]

/** The server delivers and gives up by itself; the system administrator sends again. */
export const deliveryTransitions: Record<'resend', Transition<DeliveryState, DeliveryFacts>> = {
  resend: {
    label: { zh: '重新推送', en: 'Send again' },
    from: ['failed'],
    to: 'queued',
    basis: 'notice.resend',
    requires: [keepsPeople, isOn],
  },
}

const waits = [1, 5, 15, 60, 180, 360, 720] as const

/** Minutes until a message that did not arrive is tried again, or null when it was tried often enough. */
export const minutesUntilNextDelivery = (attempts: number, mostTries: number): number | null =>
  attempts >= mostTries ? null : (waits[Math.min(attempts, waits.length) - 1] ?? null)

/** To whom a notice went, as the bridge can look people up. */
export type Recipient = {
  readonly userName: string | null
  readonly division: Text | null
  readonly posts: readonly string[]
}

type Told = { readonly kind: NoticeKind; readonly facts: NoticeFacts; readonly link: string; readonly to: Recipient }

/** The body of a message: no figure, no file, and of a confidential kind no more than its name. */
export const payloadOf = (id: string, told: Told | null, origin: string) =>
  told === null
    ? { id, kind: 'test', name: testName, sentence: testSentence, link: origin, to: nobody }
    : {
        ...{ id, kind: told.kind, name: noticeKind(told.kind).name, sentence: sentenceOutside(told.kind, told.facts) },
        ...{ link: `${origin}${told.link}`, to: told.to },
      }

const testName: Text = { zh: '测试', en: 'Test' }
const testSentence: Text = { zh: '绩衡推送测试', en: 'A test message of Jiheng' }
const nobody: Recipient = { userName: null, division: null, posts: [] }

/** What the history shows of the webhook: its host, never the rest of the address nor the secret. */
export const webhookFields = {
  host: { name: { zh: '接收主机', en: 'Receiving host' } },
  isOn: {
    name: { zh: '启用', en: 'On' },
    show: (value: unknown) => (value === undefined ? null : value === true ? '是 / yes' : '否 / no'),
  },
  secret: { name: { zh: '密钥', en: 'Secret' } },
} as const
