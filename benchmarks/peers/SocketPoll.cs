using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>
/// Finds the sockets among thousands that can be read (epoll). The listeners of a measurement share one core; tasks and pool
/// threads for each packet would cost several times the packet itself.
/// </summary>
internal sealed partial class SocketPoll : IDisposable
{
    private const int AddOperation = 1;
    private const uint Readable = 1;
    private const int EventsMax = 256;

    /// <summary>EINTR: a signal interrupted the wait.</summary>
    private const int Interrupted = 4;

    // The kernel packs its epoll_event on x86-64 only.
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EventBytes = IsPacked ? 12 : 16;
    private static readonly int DataOffset = IsPacked ? 4 : 8;

    private readonly int descriptor;
    private readonly byte[] events = new byte[EventsMax * EventBytes];

    public SocketPoll()
    {
        descriptor = Create(0);
        Check(descriptor);
    }

    /// <summary>Watches a socket and makes it non-blocking.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="number">The number by which <see cref="Wait"/> reports it.</param>
    public void Add(Socket socket, int number)
    {
        socket.Blocking = false;
        Span<byte> added = stackalloc byte[EventBytes];
        added.Clear();
        BitConverter.TryWriteBytes(added, Readable);
        BitConverter.TryWriteBytes(added[DataOffset..], number);
        Check(Control(descriptor, AddOperation, (int)socket.Handle, ref MemoryMarshal.GetReference(added)));
    }

    /// <summary>Waits until sockets can be read. Returns how many, and their numbers.</summary>
    public int Wait(Span<int> numbers, TimeSpan limit)
    {
        var count = WaitForEvents(descriptor, ref events[0], Math.Min(EventsMax, numbers.Length), (int)limit.TotalMilliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
            return 0;
        }

        Check(count);
        for (var i = 0; i < count; i++)
        {
            numbers[i] = BitConverter.ToInt32(events, (i * EventBytes) + DataOffset);
        }

        return count;
    }

    public void Dispose() => Check(Close(descriptor));

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new SocketException(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int poll, int operation, int socket, ref byte added);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitForEvents(int poll, ref byte events, int countMax, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
