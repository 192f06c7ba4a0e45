namespace Orleans;

/// <summary>Makes an instance from one argument.</summary>
public delegate TInstance Factory<in TParam1, out TInstance>(TParam1 param1);
