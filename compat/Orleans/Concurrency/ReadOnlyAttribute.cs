using Orleans.CodeGeneration;

namespace Orleans.Concurrency;

/// <summary>Calls of methods marked so may interleave with each other, but not with other calls.</summary>
[InvokableCustomInitializer("AddInvokeMethodOptions", InvokeMethodOptions.ReadOnly)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
