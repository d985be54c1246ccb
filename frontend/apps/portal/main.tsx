import { start } from '../../src/portal/main';

start();
