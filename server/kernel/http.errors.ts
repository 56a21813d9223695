import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import { fileTooLarge } from '#domain/kernel/file.api.ts'
import { basisOn, citation, type RulePack } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { clockAt } from './clock.ts'
import { type FieldFault, Invalid, NotFound, Refused, SignedOut, Stale, Wait, WrongPassword } from './errors.ts'

type Answer = { status: number; code: string; message: Text; more?: Record<string, unknown> }

/** Also a statement that took too long, and two that got in each other's way: the same request may succeed next time. */
const unavailableCodes = /^(08|57P|57014|53|55P03|40001|40P01|ECONN|ETIMEDOUT|ENOENT|EPIPE|EAI)/
const unavailableWords =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|terminating connection|encountered a connection error/

/** One place turns errors into answers; a bug shows its request's number and nothing else. */
export function answerOf(error: unknown, pack: RulePack): Answer {
  if (error instanceof Refused) {
    const { code, message, basis, role } = error.refusal
    return { status: role ? 403 : 409, code, message, more: cited(basis, pack) }
  }
  if (error instanceof Stale) return { status: 409, code: 'stale', message: stale }
  if (error instanceof NotFound) return { status: 404, code: 'not_found', message: notFound }
  if (error instanceof SignedOut) return { status: 401, code: 'signed_out', message: signedOut }
  if (error instanceof WrongPassword) return wrong[error.where]
  if (error instanceof Invalid) return invalid(error.fields, pack)
  if (error instanceof ZodError) return invalid(fieldsOf(error), pack)
  if (error instanceof Wait)
    return { status: 429, code: 'wait', message: error.sentence, more: { retryAfter: error.seconds } }
  if (isUnavailable(error)) return { status: 503, code: 'unavailable', message: unavailable, more: { retryAfter: 2 } }
  const status = (error as Partial<FastifyError>).statusCode ?? 500
  if ((error as Partial<FastifyError>).code === 'FST_REQ_FILE_TOO_LARGE')
    return { status: 413, code: 'too_large', message: fileTooLarge }
  if (status >= 400 && status < 500) return ofFramework(status)
  return { status: 500, code: 'fault', message: fault }
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, pack: RulePack): FastifyReply {
  const { status, code, message, more = {} } = answerOf(error, pack)
  if (status >= 500) request.log.error({ err: error }, code)
  const retryAfter = more.retryAfter
  if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter))
  return reply
    .status(status)
    .type('application/json')
    .send(JSON.stringify({ code, message, ...more, request: request.id }))
}

export const fieldsOf = (error: ZodError, place = ''): FieldFault[] =>
  error.issues.map((issue) => ({
    path: [place, ...issue.path.map(String)].filter(Boolean).join('.'),
    message: sentenceOfIssue(issue),
  }))

const isUnavailable = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return unavailableCodes.test(String(code)) || unavailableWords.test(message)
}

/** What an answer rests on, as a person reads it. */
const cited = (basis: string, pack: RulePack) => ({
  basis,
  citation: citation(basisOn(pack, basis, clockAt(null).today)),
})

/** No article says how a field is filled in: the system does. */
const invalid = (fields: readonly FieldFault[], pack: RulePack): Answer => ({
  status: 422,
  code: 'invalid',
  message: {
    zh: fields.length === 1 && fields[0] ? fields[0].message.zh : `有${fields.length}处须改正。`,
    en: fields.length === 1 && fields[0] ? fields[0].message.en : `${fields.length} places need correcting.`,
  },
  more: { fields, ...cited('system', pack) },
})

const ofFramework = (status: number): Answer => {
  if (status === 413) return { status, code: 'too_large', message: tooLarge }
  if (status === 404) return { status, code: 'not_found', message: notFound }
  return { status: status === 415 ? 415 : 400, code: 'bad_request', message: badRequest }
}

const stale: Text = {
  zh: '您阅看之后，内容已有改动，本次没有办理。请重新阅看。',
  en: 'Not done: this changed after you read it. Please read it again.',
}
const notFound: Text = { zh: '没有找到，或者您无权查看。', en: 'Not found, or not yours to see.' }
const signedOut: Text = { zh: '您尚未登录，或登录已结束。', en: 'You are not logged in, or the session has ended.' }
const wrong: Record<WrongPassword['where'], Answer> = {
  signingIn: {
    status: 401,
    code: 'wrong_credentials',
    message: { zh: '用户名或密码不正确。', en: 'User name or password is wrong.' },
  },
  again: { status: 403, code: 'wrong_password', message: { zh: '密码不正确。', en: 'The password is wrong.' } },
  setUp: { status: 403, code: 'wrong_code', message: { zh: '设置码不正确。', en: 'The set-up code is wrong.' } },
}
const unavailable: Text = {
  zh: '数据库暂时不可用，没有办理。请稍候再试，已填内容保留在页面上。',
  en: 'The database is not available; nothing was done. Try again shortly, your entries stay on the page.',
}
const fault: Text = {
  zh: '系统出错，您的内容没有丢失。请把下面的编号告知管理员。',
  en: 'A fault on our side; nothing of yours is lost. Tell the administrator the number below.',
}
const tooLarge: Text = { zh: '内容过大，没有接收。', en: 'Too large; not received.' }
const badRequest: Text = { zh: '请求的写法不对，没有办理。', en: 'The request is malformed; nothing was done.' }
