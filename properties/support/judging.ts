export * from '../../src/grade/testing/judging.ts';
