namespace Orleans.Serialization.Invocation;

/// <summary>What receives a call: it knows the object to call and the extensions that are installed on it.</summary>
public interface ITargetHolder
{
    /// <summary>The grain or observer itself.</summary>
    object? GetTarget();

    /// <summary>The extension that implements <paramref name="componentType"/>.</summary>
    object? GetComponent(Type componentType);
}
