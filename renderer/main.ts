import './parsers.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { languages } from './locales/index.ts';
import './ui/base.css';

createApp(App).use(createPinia()).use(languages('vi')).mount('#app');
