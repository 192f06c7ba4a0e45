namespace Orleans.Serialization;

/// <summary>The bytes name a type that is neither registered nor allowed, so nothing of that type is created.</summary>
public sealed class IllegalTypeException(string typeName) : SerializerException(
    $"The type \"{typeName}\" may not be created from a message. Annotate it with [GenerateSerializer], or allow it with TypeManifestOptions.AddAllowedType.")
{
    public string TypeName { get; } = typeName;
}
