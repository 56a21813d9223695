import { z } from 'zod'
import { type CallState, callStates } from './planCall.ts'

/** Where a call for plans stands, as it goes over the wire. */
export const callState = z.enum(Object.keys(callStates) as [CallState, ...CallState[]])
