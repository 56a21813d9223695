export { sweepReorganisations } from './reorganisation.acts.ts'
