namespace Orleans;

/// <summary>On an interface: derived interfaces get a proxy that derives from <see cref="ProxyBase"/>.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class GenerateMethodSerializersAttribute(Type proxyBase, bool isExtension = false) : Attribute
{
    public Type ProxyBase { get; } = proxyBase;

    public bool IsExtension { get; } = isExtension;
}
