using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace AudioRooms.Gateway.Transport;

/// <summary>Gives Kestrel its <see cref="WarmMemoryPool"/>.</summary>
internal sealed class WarmMemoryPoolFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new WarmMemoryPool();
}
