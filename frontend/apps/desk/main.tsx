import { start } from '../../src/desk/main';

start();
