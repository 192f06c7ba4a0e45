using Orleans.CodeGeneration;

namespace Orleans.Concurrency;

/// <summary>The caller does not wait: the call completes when it is sent, and failures stay with the callee.</summary>
[InvokableCustomInitializer("AddInvokeMethodOptions", InvokeMethodOptions.OneWay)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
