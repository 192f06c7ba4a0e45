namespace Orleans.Serialization;

/// <summary>Which exceptions without [GenerateSerializer] are created again at the receiver, as what they were.</summary>
public class ExceptionSerializationOptions
{
    /// <summary>First parts of the namespaces whose exception types may be created.</summary>
    public HashSet<string> SupportedNamespacePrefixes { get; } = new(StringComparer.Ordinal) { "Microsoft", "System", "Azure" };

    public Func<Type, bool> SupportedExceptionTypeFilter { get; set; } = static _ => false;
}
