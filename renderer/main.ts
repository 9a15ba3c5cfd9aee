import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { z } from 'zod';
import App from './App.vue';
import { languages } from './locales/index.ts';
import './ui/base.css';

// zod would build its parsers with `new Function`, which the page's content policy rightly forbids.
z.config({ jitless: true });
createApp(App).use(createPinia()).use(languages('vi')).mount('#app');
