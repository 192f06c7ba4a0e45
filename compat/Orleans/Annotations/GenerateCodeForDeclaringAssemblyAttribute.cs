namespace Orleans;

/// <summary>Generate codecs and proxies for the assembly that declares <see cref="Type"/> as if it were this one.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GenerateCodeForDeclaringAssemblyAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
