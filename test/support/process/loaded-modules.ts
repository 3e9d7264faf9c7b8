// Preloaded (node --import) into a process that is to write down, in MODULES_FILE, each module that it imports.
import { register } from 'node:module';

register('./loaded-modules-hooks.js', import.meta.url);
