using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

[SuppressMessage("Design", "CA1040", Justification = "Upstream's shape.")]
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
