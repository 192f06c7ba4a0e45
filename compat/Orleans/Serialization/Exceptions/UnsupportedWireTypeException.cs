namespace Orleans.Serialization;

/// <summary>A field holds another kind of value than its type can be read from.</summary>
public sealed class UnsupportedWireTypeException(string message) : SerializerException(message);
