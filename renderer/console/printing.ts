import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** Whether the page is being put on paper, which is light whatever the screen is. */
export function usePrinting(): Readonly<Ref<boolean>> {
  const printing = ref(false);
  const begin = (): void => void (printing.value = true);
  const end = (): void => void (printing.value = false);
  onMounted(() => {
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
  });
  onBeforeUnmount(() => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  });
  return printing;
}
