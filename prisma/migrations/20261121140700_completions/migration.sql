-- What programs ask through the OpenAI-compatible interface.
ALTER TYPE "usage_purpose" ADD VALUE 'api';
