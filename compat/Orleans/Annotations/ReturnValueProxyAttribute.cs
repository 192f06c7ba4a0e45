namespace Orleans.Invocation;

/// <summary>The request object is itself the method's return value, after this method prepared it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReturnValueProxyAttribute(string initializerMethodName) : Attribute
{
    public string InitializerMethodName { get; } = initializerMethodName;
}
