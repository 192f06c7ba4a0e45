namespace Orleans;

/// <summary>The class converts a foreign type to a serialisable surrogate.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterConverterAttribute : Attribute;
