import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { languages } from './locales/index.ts';
import { panelWords } from './panels/words.ts';
import { typeface } from './typeface.ts';
import './ui/base.css';

await typeface(document.fonts);
createApp(App).use(createPinia()).use(languages('vi', panelWords)).mount('#app');
