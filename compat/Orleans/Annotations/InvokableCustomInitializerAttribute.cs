namespace Orleans;

/// <summary>On a method attribute: the generated request calls this method with the value when it is created.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class InvokableCustomInitializerAttribute : Attribute
{
    public InvokableCustomInitializerAttribute(string methodName)
    {
        MethodName = methodName;
    }

    public InvokableCustomInitializerAttribute(string methodName, object methodArgumentValue)
    {
        MethodName = methodName;
        MethodArgumentValue = methodArgumentValue;
        AttributeArgumentIndex = -1;
    }

    public string MethodName { get; }

    public object? MethodArgumentValue { get; }

    public int AttributeArgumentIndex { get; init; }
}
