namespace Orleans;

/// <summary>Asks the source generator for a codec and a copier of the type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    public bool IncludePrimaryConstructorParameters { get; init; } = true;

    public GenerateFieldIds GenerateFieldIds { get; init; }
}

/// <summary>Whether members without <see cref="IdAttribute"/> get ids by themselves.</summary>
public enum GenerateFieldIds
{
    None = 0,
    PublicProperties = 1,
}
