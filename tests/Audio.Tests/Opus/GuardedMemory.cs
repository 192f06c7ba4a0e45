using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AudioRooms.Audio.Tests.Opus;

/// <summary>
/// A readable page followed by an unreadable one: reading the byte after the last one kills the process, so that a read beyond
/// the end cannot go unnoticed.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int NoAccess = 0;
    private const int PrivateAnonymous = 0x22;
    private readonly int pageBytes = Environment.SystemPageSize;
    private readonly nint start;

    public GuardedMemory()
    {
        start = Map(0, (nuint)(2 * pageBytes), ReadWrite, PrivateAnonymous, -1, 0);
        if (start == -1 || Protect(start + pageBytes, (nuint)pageBytes, NoAccess) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>The last bytes before the guard.</summary>
    public Span<byte> LastBytes(int count) => new((void*)(start + pageBytes - count), count);

    public void Dispose() => _ = Unmap(start, (nuint)(2 * pageBytes));

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
