import { z } from 'zod';

// zod would build its parsers with `new Function`, which the page's content policy rightly forbids. It decides
// when a schema is made, so this module comes before every other.
z.config({ jitless: true });
