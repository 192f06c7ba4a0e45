namespace Orleans.Serialization;

/// <summary>Nothing that is registered can write, read or copy a type.</summary>
public sealed class CodecNotFoundException(string message) : SerializerException(message);
