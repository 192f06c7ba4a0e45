using System.Text;

namespace Grpc.Core;

public class AuthProperty
{
    private readonly byte[] valueBytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        Name = name;
        this.valueBytes = valueBytes;
    }

    public string Name { get; }

    /// <summary>The value read as UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(valueBytes);

    /// <summary>A new array.</summary>
    public byte[] ValueBytes => (byte[])valueBytes.Clone();

    public static AuthProperty Create(string name, byte[] valueBytes) => new(name, valueBytes is null ? null! : (byte[])valueBytes.Clone());
}
