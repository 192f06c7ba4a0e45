namespace Orleans;

/// <summary>The class has no state of its own to serialise; codecs of derived classes skip it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SerializerTransparentAttribute : Attribute;
