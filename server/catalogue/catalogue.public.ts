export { initialsOf } from './initials.ts'
