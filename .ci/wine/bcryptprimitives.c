/* Wine 8 has no bcryptprimitives.dll, of which Rust's standard library asks for one function: random bytes. */
#include <stddef.h>

unsigned char __stdcall SystemFunction036(void *bytes, unsigned long count); /* RtlGenRandom of advapi32 */

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, size_t count)
{
    while (count > 0) {
        unsigned long part = count < 0x10000 ? (unsigned long)count : 0x10000;
        if (!SystemFunction036(bytes, part))
            return 0;
        bytes += part;
        count -= part;
    }
    return 1;
}
